-- A check comes with the number of an invoice on it: how what has a number is found by it.
CREATE INDEX facts_by_document_number ON facts (json_extract(body, '$.number')) WHERE (kind IN (
    'invoice_issued', 'payment_received', 'money_received', 'order_issued', 'order_credited'
)) IS TRUE;
