//! Generated from the migrations: `UPDATE_SCHEMA=1 cargo test -p tests --test contract schema`.
//! A contract test compares the two.

diesel::table! {
    access_records (id) {
        id -> Uuid,
        at -> Timestamptz,
        request_id -> Uuid,
        user_id -> Uuid,
        organization_id -> Uuid,
        operation -> Text,
        purpose -> Text,
        client_ids -> Array<Uuid>,
        shape -> Text,
    }
}

diesel::table! {
    attachments (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        client_id -> Uuid,
        authorization_id -> Nullable<Uuid>,
        document_type -> Text,
        file_name -> Text,
        original_name -> Text,
        extension -> Text,
        content_type -> Text,
        bytes -> BigInt,
        sha256 -> Bytea,
        storage_key -> Text,
        state -> Text,
        version_number -> Integer,
        replaces -> Nullable<Uuid>,
        uploaded_at -> Timestamptz,
        uploaded_by -> Uuid,
        version -> Integer,
        program_id -> Nullable<Uuid>,
        sensitivity -> Text,
    }
}

diesel::table! {
    audit_events (id) {
        id -> Uuid,
        at -> Timestamptz,
        request_id -> Uuid,
        user_id -> Nullable<Uuid>,
        session_id -> Nullable<Uuid>,
        organization_id -> Nullable<Uuid>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Nullable<Uuid>,
        client_id -> Nullable<Uuid>,
        outcome -> Text,
        detail -> Jsonb,
    }
}

diesel::table! {
    authorization_history (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        authorization_id -> Uuid,
        at -> Timestamptz,
        user_id -> Nullable<Uuid>,
        action -> Text,
        from_status -> Text,
        from_review_status -> Text,
        to_status -> Text,
        to_review_status -> Text,
        why -> Text,
        changes -> Jsonb,
        sensitivity -> Text,
    }
}

diesel::table! {
    authorization_notes (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        authorization_id -> Uuid,
        at -> Timestamptz,
        user_id -> Uuid,
        visibility -> Text,
        body -> Text,
        sensitivity -> Text,
    }
}

diesel::table! {
    authorizations (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        number -> BigInt,
        client_id -> Uuid,
        program_id -> Uuid,
        provider_authorization_id -> Uuid,
        funding_source_id -> Integer,
        plan_id -> Integer,
        procedure_code -> Text,
        urgency -> Text,
        start_date -> Date,
        end_date -> Date,
        units -> Integer,
        overlap_reason -> Text,
        granted_start -> Nullable<Date>,
        granted_end -> Nullable<Date>,
        granted_units -> Nullable<Integer>,
        status -> Text,
        review_status -> Text,
        submitted_at -> Timestamptz,
        submitted_by -> Uuid,
        clock_started_at -> Nullable<Timestamptz>,
        clock_stopped_at -> Nullable<Timestamptz>,
        due_at -> Timestamptz,
        review_at -> Nullable<Timestamptz>,
        reviewed_by -> Nullable<Uuid>,
        denial_reason -> Nullable<Text>,
        missing_documents_reason -> Text,
        claimed_by -> Nullable<Uuid>,
        claimed_at -> Nullable<Timestamptz>,
        missing_documents -> SmallInt,
        version -> Integer,
    }
}

diesel::table! {
    benefit_plans (id) {
        id -> Integer,
        funding_source_id -> Integer,
        name -> Text,
        service -> Text,
    }
}

diesel::table! {
    change_requests (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        authorization_id -> Uuid,
        state -> Text,
        start_date -> Nullable<Date>,
        end_date -> Nullable<Date>,
        units -> Nullable<Integer>,
        program_id -> Nullable<Uuid>,
        reason -> Text,
        asked_at -> Timestamptz,
        asked_by -> Uuid,
        decided_at -> Nullable<Timestamptz>,
        decided_by -> Nullable<Uuid>,
        decision_note -> Text,
        sensitivity -> Text,
    }
}

diesel::table! {
    client_index (client_id, ordinal) {
        client_id -> Uuid,
        ordinal -> SmallInt,
        last_key -> Text,
        first_key -> Text,
        last_name -> Text,
        first_name -> Text,
        birth_date -> Date,
        sex -> Text,
        client_number -> BigInt,
        cin -> Nullable<Text>,
        ssn_blind -> Nullable<Bytea>,
    }
}

diesel::table! {
    client_names (id) {
        id -> Uuid,
        client_id -> Uuid,
        last_name -> Text,
        first_name -> Text,
    }
}

diesel::table! {
    client_organizations (organization_id, client_id) {
        client_id -> Uuid,
        organization_id -> Uuid,
        since -> Date,
        sensitivity -> Text,
    }
}

diesel::table! {
    clients (id) {
        id -> Uuid,
        client_number -> BigInt,
        last_name -> Text,
        first_name -> Text,
        middle_name -> Text,
        suffix -> Text,
        preferred_name -> Text,
        birth_date -> Date,
        sex -> Text,
        cin -> Nullable<Text>,
        ssn_sealed -> Nullable<Bytea>,
        ssn_blind -> Nullable<Bytea>,
        ssn_last4 -> Nullable<Text>,
        preferred_language -> Text,
        phone -> Text,
        street -> Text,
        unit -> Text,
        city -> Text,
        state -> Text,
        zip -> Text,
        homeless -> Bool,
        created_at -> Timestamptz,
        version -> Integer,
    }
}

diesel::table! {
    consents (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        client_id -> Uuid,
        program_id -> Uuid,
        sensitivity -> Text,
        kind -> Text,
        what -> Array<Text>,
        description -> Text,
        recipient_organization_id -> Nullable<Uuid>,
        recipient_class -> Nullable<Text>,
        recipient_name -> Text,
        purpose -> Text,
        revocation_explained -> Bool,
        expires_on -> Nullable<Date>,
        expires_event -> Text,
        signed_by -> Text,
        signed_on -> Date,
        entered_by -> Uuid,
        entered_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        revoked_by -> Nullable<Uuid>,
        revoked_reason -> Text,
        version -> Integer,
    }
}

diesel::table! {
    coverage (id) {
        id -> Uuid,
        client_id -> Uuid,
        payer -> Text,
        plan_name -> Text,
        medi_cal -> Bool,
        member_id -> Text,
        subscriber -> Text,
        start_date -> Date,
        end_date -> Nullable<Date>,
        entered_by_organization -> Uuid,
        created_at -> Timestamptz,
        version -> Integer,
        sensitivity -> Text,
        program_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    drafts (id) {
        id -> Uuid,
        user_id -> Uuid,
        kind -> Text,
        client_id -> Nullable<Uuid>,
        sealed -> Bytea,
        updated_at -> Timestamptz,
        version -> Integer,
        sensitivity -> Text,
        program_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    enrollments (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        client_id -> Uuid,
        program_id -> Uuid,
        start_date -> Date,
        end_date -> Nullable<Date>,
        end_reason -> Text,
        created_at -> Timestamptz,
        version -> Integer,
        sensitivity -> Text,
    }
}

diesel::table! {
    funding_sources (id) {
        id -> Integer,
        name -> Text,
        marker -> Text,
    }
}

diesel::table! {
    holidays (day) {
        day -> Date,
        name -> Text,
    }
}

diesel::table! {
    idempotency_keys (user_id, operation, key) {
        user_id -> Uuid,
        operation -> Text,
        key -> Text,
        request_hash -> Bytea,
        status -> Nullable<SmallInt>,
        body -> Nullable<Jsonb>,
        etag -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    news (id) {
        id -> Uuid,
        title -> Text,
        body -> Text,
        important -> Bool,
        published_on -> Date,
        expires_on -> Nullable<Date>,
        version -> Integer,
    }
}

diesel::table! {
    news_reads (user_id, news_id) {
        user_id -> Uuid,
        news_id -> Uuid,
        read_at -> Timestamptz,
    }
}

diesel::table! {
    notification_reads (user_id, notification_id) {
        user_id -> Uuid,
        notification_id -> Uuid,
        read_at -> Timestamptz,
    }
}

diesel::table! {
    notifications (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        kind -> Text,
        subject -> Text,
        authorization_id -> Nullable<Uuid>,
        client_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        sensitivity -> Text,
        program_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    organizations (id) {
        id -> Uuid,
        kind -> Text,
        name -> Text,
        short_name -> Text,
        npi -> Nullable<Text>,
        tin -> Nullable<Text>,
        active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        at -> Timestamptz,
        organization_id -> Nullable<Uuid>,
        kind -> Text,
        subject_id -> Nullable<Uuid>,
        client_id -> Nullable<Uuid>,
        published -> Bool,
    }
}

diesel::table! {
    procedures (code) {
        code -> Text,
        service -> Text,
        medi_cal -> Bool,
    }
}

diesel::table! {
    program_members (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        program_id -> Uuid,
        user_id -> Uuid,
        start_date -> Date,
        end_date -> Nullable<Date>,
        created_at -> Timestamptz,
        created_by -> Uuid,
        version -> Integer,
    }
}

diesel::table! {
    programs (id) {
        id -> Uuid,
        organization_id -> Uuid,
        name -> Text,
        code -> Text,
        street -> Text,
        unit -> Text,
        city -> Text,
        state -> Text,
        zip -> Text,
        services -> Array<Text>,
        part2 -> Bool,
        active -> Bool,
        version -> Integer,
        label -> Text,
    }
}

diesel::table! {
    provider_authorization_ledger (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        provider_authorization_id -> Uuid,
        kind -> Text,
        amount -> Numeric,
        balance_after -> Numeric,
        reason -> Text,
        at -> Timestamptz,
        user_id -> Uuid,
        position -> BigInt,
    }
}

diesel::table! {
    provider_authorizations (organization_id, id) {
        id -> Uuid,
        organization_id -> Uuid,
        number -> BigInt,
        funding_source_id -> Integer,
        fiscal_year -> SmallInt,
        amount -> Numeric,
        drawn -> Numeric,
        version -> Integer,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        created_at -> Timestamptz,
        expires_at -> BigInt,
        former_expires_at -> Nullable<BigInt>,
        renewed_at -> Timestamptz,
        absolute_until -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        user_agent -> Text,
    }
}

diesel::table! {
    settings (id) {
        id -> Bool,
        county_name -> Text,
        time_zone -> Text,
        attachment_max_bytes -> BigInt,
        attachment_warn_bytes -> BigInt,
        attachment_extensions -> Array<Text>,
        idle_minutes -> Integer,
        absolute_hours -> Integer,
        version -> Integer,
        holidays_through -> SmallInt,
        password_profile -> Text,
    }
}

diesel::table! {
    stored_files (storage_key) {
        storage_key -> Text,
        written_at -> Timestamptz,
    }
}

diesel::table! {
    terms_acceptances (user_id, version) {
        user_id -> Uuid,
        version -> Integer,
        accepted_at -> Timestamptz,
    }
}

diesel::table! {
    terms_versions (version) {
        version -> Integer,
        title -> Text,
        body -> Text,
        published_on -> Date,
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        user_name -> Text,
        display_name -> Text,
        email -> Text,
        organization_id -> Uuid,
        role -> Text,
        password_hash -> Nullable<Text>,
        must_change_password -> Bool,
        active -> Bool,
        failures -> Integer,
        blocked_until -> Nullable<Timestamptz>,
        last_sign_in_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        version -> Integer,
        change_failures -> Integer,
        change_blocked_until -> Nullable<Timestamptz>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    access_records,
    attachments,
    audit_events,
    authorization_history,
    authorization_notes,
    authorizations,
    benefit_plans,
    change_requests,
    client_index,
    client_names,
    client_organizations,
    clients,
    consents,
    coverage,
    drafts,
    enrollments,
    funding_sources,
    holidays,
    idempotency_keys,
    news,
    news_reads,
    notification_reads,
    notifications,
    organizations,
    outbox,
    procedures,
    program_members,
    programs,
    provider_authorization_ledger,
    provider_authorizations,
    sessions,
    settings,
    stored_files,
    terms_acceptances,
    terms_versions,
    users,
);
