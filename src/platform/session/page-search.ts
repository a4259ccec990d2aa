/** The query of a page's own address: what was asked, without the name of the form's action that a post carries (`?/publish&day=…` → `?day=…`). */
export function pageSearch(search: string): string {
  const rest = search.replace(/^\?/, '').split('&').filter((part) => part && !/^(?:\/|%2F)/i.test(part));
  return rest.length ? `?${rest.join('&')}` : '';
}
