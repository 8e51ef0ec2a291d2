-- Working state: what a gateway told of money that is not known here yet. Taken with its payment; kept for thirty days.

CREATE TABLE gateway_events (
    id TEXT COLLATE "C" PRIMARY KEY,
    payment_intent TEXT COLLATE "C" NOT NULL,
    turn TEXT COLLATE "C" NOT NULL CHECK (turn IN ('refunded', 'refund_failed', 'withdrawn', 'reinstated')),
    turn_id TEXT COLLATE "C" NOT NULL,
    amount_cents BIGINT NOT NULL,
    received_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX gateway_events_by_payment ON gateway_events (payment_intent);
CREATE INDEX gateway_events_by_time ON gateway_events (received_at);

-- Open sessions are looked at, the oldest first.
CREATE INDEX payment_sessions_by_state ON payment_sessions (state, created_at);
