DROP INDEX facts_taken;
DROP INDEX facts_by_order;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE buyers;
