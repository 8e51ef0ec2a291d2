DROP INDEX payment_sessions_by_state;
DROP TABLE gateway_events;
