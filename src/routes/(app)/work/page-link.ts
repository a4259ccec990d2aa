/** The address of a neighbouring page of a list, the search and filters kept. */
export function pageLink(q: string | null, where: 'after' | 'before', cursor: string, more: Record<string, string | null> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, ...more, [where]: cursor })) if (value) params.set(name, value);
  return `?${params}`;
}
