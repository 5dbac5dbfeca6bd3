DROP TABLE terms_versions;
DROP TABLE holidays;
DROP TABLE settings;
DROP TABLE programs;
DROP TABLE organizations;
