/** The one thing Kolo asks of fontkit, which brings no types: a font that pdfkit takes as it is. */
declare module 'fontkit' {
  export function create(bytes: Uint8Array): { readonly postscriptName: string };
}
