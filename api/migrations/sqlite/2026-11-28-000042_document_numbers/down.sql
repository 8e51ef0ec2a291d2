DROP INDEX facts_by_document_number;
