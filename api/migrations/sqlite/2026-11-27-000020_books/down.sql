DROP TABLE refund_orders;
DROP TABLE number_series;
DROP INDEX facts_of_money;
DROP INDEX facts_by_number_of_money;
DROP INDEX facts_of_payment;
DROP INDEX facts_by_payment;
