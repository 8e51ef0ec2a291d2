DROP TABLE hour_confirmations;
