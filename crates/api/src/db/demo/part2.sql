-- Who works in the demonstration county's substance-use program, and its clients' consents: told from the rows that are
-- there, so that the invented county itself stays as it is.
INSERT INTO program_members (id, organization_id, program_id, user_id, start_date, created_at, created_by)
SELECT gen_random_uuid(), p.organization_id, p.id, u.id, CURRENT_DATE - 400, now(), keeper.id
FROM programs p
    JOIN users u ON u.organization_id = p.organization_id AND u.active AND u.role = 'agency_clinician'
    CROSS JOIN LATERAL (SELECT k.id FROM users k JOIN organizations o ON o.id = k.organization_id
        WHERE o.kind = 'county' AND k.role = 'county_administrator' ORDER BY k.created_at, k.id LIMIT 1) keeper
WHERE p.part2;

-- Every client of the program has a consent to what the county pays; the second took it back, the third's has ended.
INSERT INTO consents (id, organization_id, client_id, program_id, kind, what, description, recipient_class, purpose,
    revocation_explained, expires_on, signed_by, signed_on, entered_by, entered_at, revoked_at, revoked_by,
    revoked_reason)
SELECT gen_random_uuid(), e.organization_id, e.client_id, e.program_id, 'single', '{authorizations,attachments,enrollments}',
    'Admission to the program, requests for services and their documents', 'payers', 'payment', true,
    e.start_date + CASE WHEN e.place = 3 THEN 1 ELSE 1095 END, e.signed_by, e.start_date, member.user_id, now(),
    CASE WHEN e.place = 2 THEN now() END, CASE WHEN e.place = 2 THEN member.user_id END,
    CASE WHEN e.place = 2 THEN 'In person, at the desk.' ELSE '' END
FROM (SELECT e.*, c.first_name || ' ' || c.last_name AS signed_by, row_number() OVER (ORDER BY e.start_date, e.id) AS place
        FROM enrollments e JOIN clients c ON c.id = e.client_id WHERE e.sensitivity = 'part2') e
    CROSS JOIN LATERAL (SELECT m.user_id FROM program_members m WHERE m.program_id = e.program_id
        ORDER BY m.id LIMIT 1) member;
