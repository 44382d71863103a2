import type { CustomerEditBody } from '../protocol/schemas/bodies.ts';
import type { CustomerDetails } from '../world/customers.ts';

/** The members that the calls which edit and create a customer have in common: spec 12.4. */
export function readDetails(body: Omit<CustomerEditBody, 'id' | 'contactPersons'>): CustomerDetails {
  const { level, role, pin, howReferred, industry, marketSegment, preferredAgent, entitlements } = body;
  return {
    ...(level && { level: level.value }),
    ...(role && { role: role.value }),
    ...(pin !== undefined && { pin }),
    ...(howReferred && { howReferred: howReferred.value }),
    ...(industry && { industry: industry.value }),
    ...(marketSegment !== undefined && { marketSegment }),
    ...(preferredAgent && { preferredAgent: preferredAgent.id }),
    ...(entitlements !== undefined && { entitlements }),
  };
}
