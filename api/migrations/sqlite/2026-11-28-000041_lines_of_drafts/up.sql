-- Drafts come and go by the ten thousand lines; nobody asks for their people or at which stage they are.
DROP INDEX order_lines_by_person;
CREATE INDEX order_lines_by_person ON order_lines (person_id) WHERE person_id IS NOT NULL;
DROP INDEX order_lines_by_state;
CREATE INDEX order_lines_by_state ON order_lines (order_id, state, position) WHERE state <> 'draft';
