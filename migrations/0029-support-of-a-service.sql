-- Every statement that a programme made about a service is found by the service: each page of a service asks for them.
create index evidence_of_service on evidence (network_id, (payload ->> 'serviceId')) where kind = 'service-support';
