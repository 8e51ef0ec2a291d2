-- Working state: what a gateway told of money that is not known here yet. Taken with its payment; kept for thirty days.

CREATE TABLE gateway_events (
    id TEXT PRIMARY KEY,
    payment_intent TEXT NOT NULL,
    turn TEXT NOT NULL CHECK (turn IN ('refunded', 'refund_failed', 'withdrawn', 'reinstated')),
    turn_id TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX gateway_events_by_payment ON gateway_events (payment_intent);
CREATE INDEX gateway_events_by_time ON gateway_events (received_at);

-- Open sessions are looked at, the oldest first.
CREATE INDEX payment_sessions_by_state ON payment_sessions (state, created_at);
