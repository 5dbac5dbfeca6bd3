DROP TABLE coverage;
DROP TABLE enrollments;
DROP TABLE client_index;
DROP TABLE client_names;
DROP TABLE clients;
DROP TABLE client_organizations;
DROP SEQUENCE client_numbers;
