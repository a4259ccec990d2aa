export interface Answered {
  method: string;
  /** The route's pattern, e.g. `/programmes/[slug]`: an address may hold a name, a link's secret or a search. */
  route: string | null;
  status: number;
  milliseconds: number;
  /** The account's id, never a name or an address. */
  account: string | null;
}

/**
 * One line for the operator, for every change asked for and every request that was refused or failed (ASVS 5.0 16.2.5, 16.3.2);
 * pages that are merely read leave no trace. Null when there is nothing to say.
 */
export function requestLine({ method, route, status, milliseconds, account }: Answered): string | null {
  if (status < 400 && (method === 'GET' || method === 'HEAD')) return null;
  // A missing page says nothing about anybody; scanners ask for thousands.
  if (status === 404 && route === null) return null;
  return JSON.stringify({ at: new Date().toISOString(), method, route: route ?? '-', status, ms: Math.round(milliseconds), ...(account ? { account } : {}) });
}

/**
 * What the operator needs to find a bug: where it happened and the causes behind it. Not the other properties an error carries: the database's
 * own errors repeat the row they are about, with the name or address that stood in it.
 */
export function errorLines(error: unknown): string {
  const lines: string[] = [];
  for (let each = error; each; each = each instanceof Error ? each.cause : null) {
    if (!(each instanceof Error)) {
      lines.push(typeof each);
      break;
    }
    const { code } = each as { code?: unknown };
    lines.push(`${each.stack ?? each.name}${typeof code === 'string' ? ` [${code}]` : ''}`);
  }
  return lines.join('\nbecause: ');
}
