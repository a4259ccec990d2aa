/** The one thing Kolo asks of jsonld, which brings no types. */
declare module 'jsonld' {
  interface Found {
    contextUrl: undefined;
    documentUrl: string;
    document: object;
  }
  const jsonld: {
    canonize(document: object, options: { algorithm: 'RDFC-1.0'; safe: boolean; documentLoader: (url: string) => Promise<Found>; maxWorkFactor: number }): Promise<string>;
  };
  export default jsonld;
}
