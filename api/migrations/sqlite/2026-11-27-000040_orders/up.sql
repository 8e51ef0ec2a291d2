-- Identity: institutions that pay for people by purchase orders (Q22). Who may order for one is a fact about that person.
CREATE TABLE buyers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX buyers_by_name ON buyers (name_folded, id);

-- Working state while an order can be changed, and then what its invoice shows that is no fact: the buyer's own number and
-- the document that came with it. `issued_at` and `state` repeat what the facts say, for lists. One that is not changed for
-- ninety days before it is issued goes.
CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    buyer_id TEXT NOT NULL REFERENCES buyers (id),
    reference TEXT NOT NULL,
    apply_by TEXT,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'paid', 'void')),
    created_on TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    issued_at TEXT,
    -- When the worker next looks whether something of it is to be put to somebody's invoice, mailed or credited.
    due_at TEXT,
    document_id TEXT,
    document_name TEXT,
    document_kind TEXT,
    document_bytes INTEGER
) STRICT;
CREATE INDEX orders_by_buyer ON orders (buyer_id, id);
CREATE INDEX orders_by_state ON orders (state, id);
CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;

-- Identity: who is on an order. The invoice keeps the names; the addresses go with the people, and ninety days after the line
-- pays somebody's invoice or is credited.
CREATE TABLE order_lines (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    ala_member_number TEXT,
    amount_cents INTEGER NOT NULL,
    -- Whose line it is, once that is known: by the address, by an application, by the link that was mailed.
    person_id TEXT REFERENCES people (id),
    -- Repeats what the facts say, for lists and for the worker.
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'applied', 'paid', 'nothing_to_pay', 'credited')),
    invitation_hash TEXT UNIQUE,
    invited_at TEXT,
    ended_at TEXT,
    UNIQUE (order_id, position)
) STRICT;
CREATE INDEX order_lines_by_address ON order_lines (email_key);
CREATE INDEX order_lines_by_person ON order_lines (person_id);
CREATE INDEX order_lines_by_state ON order_lines (order_id, state, position);

-- How the money that came for an order is found.
CREATE INDEX facts_by_order ON facts (json_extract(body, '$.order')) WHERE kind = 'money_received';
-- And what was put of it to people's invoices, as the payment's side tells of it.
CREATE INDEX facts_taken ON facts (json_extract(body, '$.payment')) WHERE kind = 'money_taken';
