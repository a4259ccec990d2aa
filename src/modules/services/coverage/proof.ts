/** Which answers a figure is made of. Pure. */
import type { IndicatorName } from './indicators.ts';
import { kindByCode, referenceFor } from './kinds.ts';
import type { PlaceFigure, ServiceChoice, ServiceFigure } from './shape.ts';

interface Uses {
  /** A figure of the municipality; `reference` is the population the kind is for. */
  place: Exclude<PlaceFigure, 'population_0_17'> | 'reference' | null;
  services: readonly (ServiceFigure | ServiceChoice)[];
}

export const usedBy: Record<IndicatorName, Uses> = {
  availability: { place: null, services: [] },
  coverage: { place: 'reference', services: ['clients_total'] },
  intensity: { place: null, services: ['hours_per_client_week', 'clients_total'] },
  stability: { place: null, services: ['months_provided'] },
  expenditure_share: { place: 'budget', services: ['exp_total'] },
  expenditure_per_capita: { place: 'population', services: ['exp_total'] },
  unit_cost_month: { place: null, services: ['exp_total', 'clients_month_avg', 'months_provided'] },
  unit_cost_hour: { place: null, services: ['exp_total', 'clients_month_avg', 'months_provided', 'hours_per_client_week'] },
  provider_public: { place: null, services: ['provider_type'] },
  provider_cso: { place: null, services: ['provider_type'] },
  provider_private: { place: null, services: ['provider_type'] },
  clients_public: { place: null, services: ['provider_type', 'clients_total'] },
  clients_cso: { place: null, services: ['provider_type', 'clients_total'] },
  clients_private: { place: null, services: ['provider_type', 'clients_total'] },
  funding_municipality: { place: null, services: ['exp_lsu_budget', 'exp_total'] },
  funding_transfer: { place: null, services: ['exp_earmarked_transfer', 'exp_total'] },
  funding_donors: { place: null, services: ['exp_donors', 'exp_total'] },
  funding_fees: { place: null, services: ['exp_client_fees', 'exp_total'] },
  funding_other: { place: null, services: ['exp_other', 'exp_total'] },
  licensed_share: { place: null, services: ['licence_status'] },
  reach_non_urban: { place: null, services: ['clients_non_urban', 'clients_total'] },
};

/** The municipality's figure an indicator divides by. */
export function placeFigureOf(indicator: IndicatorName, kinds: readonly string[], country: string): PlaceFigure | null {
  const { place } = usedBy[indicator];
  return place === 'reference' ? referenceFor(kinds.filter((code) => kindByCode(code)!.country === country)) : place;
}
