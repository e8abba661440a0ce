const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DOMAIN = /^(?=.{4,253}$)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})*\.[a-z]{2,24}$/i;

/** An application's id, as Microsoft Entra ID gives it: a GUID. */
export function isClientId(text: string): boolean {
  return GUID.test(text);
}

/** A tenant's id: a GUID or one of its domains. */
export function isTenantId(text: string): boolean {
  return GUID.test(text) || DOMAIN.test(text);
}
