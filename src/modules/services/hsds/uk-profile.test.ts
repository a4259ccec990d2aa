import { expect, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { readDirectory } from './reading.ts';

// Documents with every field that the published ones have: the example of the UK profile 3.0 (OpenReferralUK/uk-profile, examples/service_full.json) and the tables of the first edition
// (OpenReferralUK/human-services, Open Referral UK Application Profile 1.0). What they say is made up.

const first = {
  id: 7, name: 'Parent and toddler group', description: 'Play', url: 'https://example.org/g', email: 'hello@example.org', status: 'active', fees: '£2', accreditations: 'DBS', deliverable_type: 'Advice', attending_type: 'venue', attending_access: 'drop-in', assured_date: '2026-01-02',
  organization: { id: 'org-1', name: 'Bristol Families', description: 'A charity', email: 'a@example.org', url: 'https://example.org', logo: 'https://example.org/l.png', uri: 'https://example.org/id' },
  service_taxonomys: [{ id: 3, taxonomy: { id: 'esd:1', name: 'Parenting', vocabulary: 'esdServiceTypes', parent_id: 'esd:0' } }],
  service_areas: [{ id: 9, service_area: 'Bristol', extent: 'E06000023', uri: 'http://statistics.data.gov.uk/id/E06000023' }],
  eligibilitys: [{ id: 1, eligibility: 'Children under four', minimum_age: 0, maximum_age: 4 }, { id: 2, eligibility: 'Carers', minimum_age: 16 }],
  fundings: [{ id: 10, source: 'Council' }], cost_options: [{ id: 4, option: 'per session', amount: 2, amount_description: 'pounds', valid_from: '2026-01-01', valid_to: '2026-12-31' }], languages: [{ id: 11, language: 'English' }],
  regular_schedules: [{ id: 2, opens_at: '10:00', closes_at: '12:00', valid_from: '2026-01-01', valid_to: '2026-12-31', dtstart: '2026-01-06', freq: 'WEEKLY', interval: 1, byday: 'TU', bymonthday: '', description: 'Term time' }],
  holiday_schedules: [{ id: 12, closed: true, start_date: '2026-12-24', end_date: '2026-12-26' }, { id: 13, closed: false, opens_at: '11:00', closes_at: '12:00', start_date: '2026-08-01', end_date: '2026-08-31' }],
  contacts: [{ id: 14, name: 'Ann', title: 'Lead', phones: [{ id: 15, number: '0117', language: 'Welsh' }] }],
  reviews: [{ id: 16, title: 'Lovely', score: '5' }],
  service_at_locations: [{ id: 5, regular_schedules: [{ id: 17, freq: 'WEEKLY', byday: 'WE' }], location: { id: 6, name: 'Hall', description: 'By the river', latitude: 51.4, longitude: -2.6, physical_addresses: [{ id: 8, address_1: 'Mill St', city: 'Bristol', state_province: 'Avon', postal_code: 'BS1', country: 'GB' }], accessibility_for_disabilities: [{ id: 18, accessibility: 'Ramp' }] } }],
};

test('the first edition: every field has its place, and the one that has none is named', () => {
  const { services: [service], organizations: [organization], locations: [location], serviceAtLocations: [link], terms: [term], problems, unknown } = readDirectory(JSON.stringify({ content: [first] }));
  expect([problems, [...unknown.keys()]]).toEqual([[], ['service.reviews']]);
  expect(service).toMatchObject({
    name: first.name, description: 'Play', url: 'https://example.org/g', email: 'hello@example.org', status: 'active', fees: '£2', accreditations: 'DBS', assured_date: '2026-01-02', minimum_age: 0, maximum_age: 4, eligibility_description: 'Children under four; Carers', organization_id: organization!.id,
    schedules: [{ byday: 'TU', description: 'Term time', dtstart: '2026-01-06', interval: 1 }, { valid_from: '2026-12-24', valid_to: '2026-12-26', description: 'Closed' }, { valid_from: '2026-08-01', opens_at: '11:00' }],
    service_areas: [{ name: 'Bristol', extent: 'E06000023', uri: 'http://statistics.data.gov.uk/id/E06000023' }], funding: [{ source: 'Council' }], cost_options: [{ option: 'per session', amount: 2, amount_description: 'pounds' }], languages: [{ name: 'English' }],
    contacts: [{ name: 'Ann', title: 'Lead', phones: [{ number: '0117', languages: [{ name: 'Welsh' }] }] }],
    attributes: [{ link_type: 'taxonomy', taxonomy_term: { name: 'Parenting', taxonomy: 'esdServiceTypes' } }, { link_type: 'deliverable_type', value: 'Advice' }, { link_type: 'attending_type', value: 'venue' }, { link_type: 'attending_access', value: 'drop-in' }],
  });
  expect(organization).toMatchObject({ name: 'Bristol Families', description: 'A charity', website: 'https://example.org', logo: 'https://example.org/l.png', uri: 'https://example.org/id', email: 'a@example.org' });
  expect(location).toMatchObject({ name: 'Hall', description: 'By the river', location_type: 'physical', latitude: 51.4, addresses: [{ city: 'Bristol', state_province: 'Avon', address_type: 'physical' }], accessibility: [{ description: 'Ramp' }] });
  expect(link).toMatchObject({ service_id: service!.id, location_id: location!.id, schedules: [{ byday: 'WE' }] });
  expect(term).toMatchObject({ code: 'esd:1', taxonomy: 'esdServiceTypes' });
  // The same file means the same things again.
  expect(readDirectory(JSON.stringify([first])).services[0]).toEqual(service);
});

test('the profile of HSDS 3.0: as it stands, with links that say only which', () => {
  const service = {
    id: newId(), name: 'Counselling', description: 'Talking', url: 'http://example.com/counselling', email: 'email@example.com', status: 'active', fees: 'some', accreditations: 'BASC', minimum_age: 12, maximum_age: 100, assured_date: '2025-01-01', assurer_email: 'email@example.com', alert: 'Online', last_modified: '2026-03-15T10:30:45.123Z',
    schedules: [{ id: newId(), valid_from: '2026-01-01', valid_to: '2026-12-31', dtstart: '2026-01-01', freq: 'WEEKLY', interval: 1, byday: 'TH,FR', bymonthday: '2,3,4', description: 'weekdays', opens_at: '10:00:00', closes_at: '18:00:00', schedule_link: 'http://example.com', attending_type: 'in person', notes: 'lunch' }],
    service_areas: [{ id: newId(), name: 'MyCity', extent: 'extent', extent_type: 'geojson', uri: 'http://example.com', service_area: 'MyCity' }], service_at_locations: [{ id: newId() }], languages: [{ id: newId() }],
    organization: { id: newId(), name: 'Example', description: 'x', email: 'email@example.com', website: 'http://example.com', logo: 'https://example.com/l.png', uri: 'http://example.com', parent_organization_id: newId(), organization_identifiers: [{ id: newId(), identifier_scheme: 'GB-COH', identifier_type: 'Company number', identifier: '1234567' }] },
    funding: [{ id: newId(), source: 'grants' }], cost_options: [{ id: newId(), valid_from: '2026-01-01', valid_to: '2026-12-31', option: 'Under 18s', amount: 35, amount_description: 'per hour' }], contacts: [{ id: newId(), name: 'Ann', title: 'Manager' }], attributes: [{ id: newId(), link_type: 'link_type' }],
  };
  const read = readDirectory(JSON.stringify(service));
  expect([read.problems, [...read.unknown.keys()]]).toEqual([[], []]);
  const { organization, service_at_locations, service_areas: [area], ...plain } = service;
  const { service_area: _, ...named } = area!;
  expect(read.services).toEqual([{ ...plain, service_areas: [named], organization_id: organization.id }]);
  expect(read.organizations).toEqual([organization]);
  expect(read.serviceAtLocations).toEqual([{ ...service_at_locations[0], service_id: service.id }]);
});
