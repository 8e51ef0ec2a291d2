-- Identity: institutions that pay for people by purchase orders (Q22). Who may order for one is a fact about that person.
CREATE TABLE buyers (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX buyers_by_name ON buyers (name_folded, id);

-- Working state while an order can be changed, and then what its invoice shows that is no fact: the buyer's own number and
-- the document that came with it. `issued_at` and `state` repeat what the facts say, for lists. One that is not changed for
-- ninety days before it is issued goes.
CREATE TABLE orders (
    id TEXT COLLATE "C" PRIMARY KEY,
    buyer_id TEXT COLLATE "C" NOT NULL REFERENCES buyers (id),
    reference TEXT COLLATE "C" NOT NULL,
    apply_by TEXT COLLATE "C",
    version INTEGER NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'open', 'paid', 'void')),
    created_on TEXT COLLATE "C" NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL,
    issued_at TEXT COLLATE "C",
    -- When the worker next looks whether something of it is to be put to somebody's invoice, mailed or credited.
    due_at TEXT COLLATE "C",
    document_id TEXT COLLATE "C",
    document_name TEXT COLLATE "C",
    document_kind TEXT COLLATE "C",
    document_bytes BIGINT
);
CREATE INDEX orders_by_buyer ON orders (buyer_id, id);
CREATE INDEX orders_by_state ON orders (state, id);
CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;

-- Identity: who is on an order. The invoice keeps the names; the addresses go with the people, and ninety days after the line
-- pays somebody's invoice or is credited.
CREATE TABLE order_lines (
    id TEXT COLLATE "C" PRIMARY KEY,
    order_id TEXT COLLATE "C" NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    email_key TEXT COLLATE "C",
    ala_member_number TEXT COLLATE "C",
    amount_cents BIGINT NOT NULL,
    -- Whose line it is, once that is known: by the address, by an application, by the link that was mailed.
    person_id TEXT COLLATE "C" REFERENCES people (id),
    -- Repeats what the facts say, for lists and for the worker.
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'waiting', 'applied', 'paid', 'nothing_to_pay', 'credited')),
    invitation_hash TEXT COLLATE "C" UNIQUE,
    invited_at TEXT COLLATE "C",
    ended_at TEXT COLLATE "C",
    UNIQUE (order_id, position)
);
CREATE INDEX order_lines_by_address ON order_lines (email_key);
CREATE INDEX order_lines_by_person ON order_lines (person_id);
CREATE INDEX order_lines_by_state ON order_lines (order_id, state, position);

-- How the money that came for an order is found.
CREATE INDEX facts_by_order ON facts ((body::jsonb ->> 'order')) WHERE kind = 'money_received';
-- And what was put of it to people's invoices, as the payment's side tells of it.
CREATE INDEX facts_taken ON facts ((body::jsonb ->> 'payment')) WHERE kind = 'money_taken';
