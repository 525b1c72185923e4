/*
 * G2: the proof of a ticket looks for the seals that cover its events among those that were made about then. Numbers of transactions would
 * lead there too, and are others once a desk was restored elsewhere.
 */
create index seals_by_instant on seals (sealed_at);
