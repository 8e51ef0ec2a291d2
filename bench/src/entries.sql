-- Half a million people as a database of their own: everyone registers, applies and is invoiced, and pays on another day, in another
-- order, so that what is read together does not lie together. A million entries, and as many facts between them.
BEGIN;
CREATE TEMP TABLE everyone AS WITH RECURSIVE each (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM each WHERE n < 499999)
SELECT
    n,
    printf('01900000-0001-7000-8000-%012x', n) AS person,
    printf('01900000-0003-7000-8000-%012x', n) AS application,
    printf('01900000-0004-7000-8000-%012x', n) AS invoice,
    -- 7919 is a prime: each has its own turn.
    n * 7919 % 500000 AS turn
FROM each;
INSERT INTO acts (id, operation, recorded_at, on_date)
VALUES ('01900000-0000-7000-8000-000000000000', 'demo', '2024-01-02T17:00:00.000000Z', '2024-01-02');
INSERT INTO people (id, name, name_folded, created_at) SELECT person, 'Demo Person', 'demo person', '2024-01-02T17:00:00.000000Z' FROM everyone;
INSERT INTO facts (id, act_id, person_id, kind, subject, on_date, recorded_at, body)
SELECT
    printf('01900000-0002-7000-8%03x-%012x', step, n), '01900000-0000-7000-8000-000000000000', person,
    CASE step WHEN 0 THEN 'person_registered' WHEN 1 THEN 'application_submitted' ELSE 'invoice_issued' END,
    CASE step WHEN 0 THEN NULL WHEN 1 THEN application ELSE invoice END,
    '2024-01-02', '2024-01-02T17:00:00.000000Z',
    CASE step
        WHEN 0 THEN '{"fact":"person_registered"}'
        WHEN 1 THEN printf(
            '{"fact":"application_submitted","application":"%s","library_work":[{"from":"2015-01-01","until":null,"minutes_per_week":2100}],"has_diploma":true,"in_support_position":true,"ala_member":false}',
            application
        )
        ELSE printf(
            '{"fact":"invoice_issued","invoice":"%s","application":"%s","lines":[{"charge":"application_fee","amount_cents":35000}],"number":"2024-%05d"}',
            invoice, application, n + 1
        )
    END
FROM everyone, (SELECT 0 AS step UNION ALL SELECT 1 UNION ALL SELECT 2)
ORDER BY n, step;
INSERT INTO facts (id, act_id, person_id, kind, subject, on_date, recorded_at, body)
SELECT
    printf('01900000-0005-7000-8000-%012x', turn), '01900000-0000-7000-8000-000000000000', person, 'payment_received', invoice,
    '2024-02-01', '2024-02-01T17:00:00.000000Z',
    printf(
        '{"fact":"payment_received","payment":"01900000-0006-7000-8000-%012x","invoice":"%s","amount_cents":35000,"method":"check","reference":"%d","number":"R2024-%05d"}',
        turn, invoice, 1000 + turn, turn + 1
    )
FROM everyone ORDER BY turn;
INSERT INTO number_series (series, year, last) VALUES ('invoice', 2024, 500000), ('receipt', 2024, 500000);
COMMIT;
