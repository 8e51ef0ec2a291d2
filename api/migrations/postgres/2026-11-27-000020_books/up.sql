-- How the fact of a payment is found by the payment's id, and what became of it; money that nobody knows by the number of its
-- check; and the facts of money person by person. `IS TRUE` keeps the planner from looking for each kind by itself, and sorting.
CREATE INDEX facts_by_payment ON facts ((body::jsonb ->> 'payment')) WHERE kind IN ('payment_received', 'money_received');
CREATE INDEX facts_of_payment ON facts ((body::jsonb ->> 'payment')) WHERE (kind IN (
    'payment_allocated', 'money_taken', 'payment_reversed', 'payment_refunded'
)) IS TRUE;
CREATE INDEX facts_by_number_of_money ON facts (
    lower(coalesce(body::jsonb ->> 'reference', body::jsonb #>> '{replacement,body,reference}') COLLATE "C")
) WHERE (person_id IS NULL AND kind IN ('money_received', 'fact_corrected')) IS TRUE;
CREATE INDEX facts_of_money ON facts (person_id, id) WHERE (kind IN (
    'invoice_issued', 'invoice_credited', 'payment_received', 'money_received', 'payment_allocated', 'money_taken', 'allocation_released',
    'payment_reversed', 'payment_refunded', 'refund_failed', 'fact_corrected'
)) IS TRUE;

-- Working state: the last number of each series and year. It can be counted again from the facts.
CREATE TABLE number_series (
    series TEXT COLLATE "C" NOT NULL CHECK (series IN ('invoice', 'receipt')),
    year INTEGER NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (series, year)
);

-- Working state: refunds that go back to cards, until the gateway tells that they went. What failed is kept for ninety days.
CREATE TABLE refund_orders (
    id TEXT COLLATE "C" PRIMARY KEY,
    payment_id TEXT COLLATE "C" NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    payment_intent TEXT COLLATE "C",
    amount_cents BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    due_at TEXT COLLATE "C" NOT NULL,
    gateway_id TEXT COLLATE "C",
    failure TEXT COLLATE "C",
    on_date TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX refund_orders_by_state ON refund_orders (state, due_at);
CREATE INDEX refund_orders_by_payment ON refund_orders (payment_id);
CREATE INDEX refund_orders_by_person ON refund_orders (person_id);
