DROP INDEX order_lines_by_state;
CREATE INDEX order_lines_by_state ON order_lines (order_id, state, position);
DROP INDEX order_lines_by_person;
CREATE INDEX order_lines_by_person ON order_lines (person_id);
