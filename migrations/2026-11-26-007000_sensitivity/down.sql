DROP TRIGGER part2_stays ON programs;
DROP FUNCTION part2_stays();
DROP TRIGGER labelled ON outbox;
DROP FUNCTION keep_labelled_back();

DROP POLICY sensitivity ON notifications;
DROP TRIGGER label ON notifications;
DROP FUNCTION label_of_notification();
ALTER TABLE notifications DROP COLUMN sensitivity, DROP COLUMN program_id;

DROP POLICY sensitivity ON drafts;
DROP TRIGGER label ON drafts;
DROP FUNCTION label_of_draft();
ALTER TABLE drafts DROP COLUMN sensitivity, DROP COLUMN program_id;

DROP POLICY known ON client_index;
DROP POLICY known ON coverage;
DROP POLICY known ON client_names;
DROP POLICY known ON clients;
DROP PROCEDURE wall_client_sensitivity(regclass, text);

DROP TRIGGER label_link ON enrollments;
DROP FUNCTION label_of_link();
DROP POLICY sensitivity ON client_organizations;
DROP FUNCTION app_sees_link(uuid, uuid);
ALTER TABLE client_organizations DROP COLUMN sensitivity;

DROP POLICY sensitivity ON coverage;
DROP TRIGGER label ON coverage;
DROP FUNCTION label_of_coverage();
ALTER TABLE coverage
    DROP CONSTRAINT coverage_no_overlap,
    ADD CONSTRAINT coverage_no_overlap EXCLUDE USING gist (uuid_hash_extended(client_id, 0) WITH =,
        (client_id::text) WITH =, payer WITH =, daterange(start_date, end_date, '[]') WITH &&);
ALTER TABLE coverage DROP COLUMN sensitivity, DROP COLUMN program_id;

DROP POLICY sensitivity ON attachments;
DROP TRIGGER label ON attachments;
DROP FUNCTION label_of_attachment();
DROP POLICY sensitivity ON change_requests;
DROP TRIGGER label ON change_requests;
DROP POLICY sensitivity ON authorization_notes;
DROP TRIGGER label ON authorization_notes;
DROP POLICY sensitivity ON authorization_history;
DROP TRIGGER label ON authorization_history;
DROP PROCEDURE label_with_authorization(regclass, text);
ALTER TABLE attachments DROP CONSTRAINT attachments_label, DROP COLUMN sensitivity, DROP COLUMN program_id,
    ADD FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id);
ALTER TABLE change_requests DROP CONSTRAINT change_requests_label, DROP COLUMN sensitivity,
    ADD FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id);
ALTER TABLE authorization_notes DROP CONSTRAINT authorization_notes_label, DROP COLUMN sensitivity,
    ADD FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id);
ALTER TABLE authorization_history DROP CONSTRAINT authorization_history_label, DROP COLUMN sensitivity,
    ADD FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id);

DROP POLICY sensitivity ON authorizations;
DROP TRIGGER label ON authorizations;
ALTER TABLE authorizations DROP CONSTRAINT authorizations_label, DROP CONSTRAINT authorizations_labelled,
    DROP COLUMN sensitivity, ADD FOREIGN KEY (organization_id, program_id) REFERENCES programs (organization_id, id);
DROP POLICY sensitivity ON enrollments;
DROP TRIGGER label ON enrollments;
ALTER TABLE enrollments DROP CONSTRAINT enrollments_label, DROP COLUMN sensitivity,
    ADD FOREIGN KEY (organization_id, program_id) REFERENCES programs (organization_id, id);

DROP FUNCTION label_of_authorization();
DROP FUNCTION label_of_program();
DROP FUNCTION labelled(text);
DROP FUNCTION app_part2_program_of(uuid);
DROP FUNCTION app_sees(text, uuid, uuid, uuid, text);
DROP FUNCTION app_belongs_to_part2(uuid);
DROP FUNCTION app_belongs(uuid);
DROP TABLE program_members;
DROP FUNCTION forget_answers();
ALTER TABLE programs DROP CONSTRAINT programs_label, DROP COLUMN label;
DROP FUNCTION app_asks(timestamptz, text);
DROP FUNCTION app_day();
DROP FUNCTION app_purpose();
DROP FUNCTION app_now();
