import { SaxesParser } from 'saxes';

export type Attributes = Record<string, string>;
export interface XmlHandlers {
  /** Element names come without their prefix; attributes keep theirs. */
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** The longest stretch of XML without any element or text ending in it; beyond it a file only wants to fill memory. */
const longestStretch = 8_000_000;

/**
 * A reader to which XML is given in pieces. It knows no external entities and no DTD: a workbook never has
 * one, so a DOCTYPE is refused. Throws on anything that is not well-formed.
 */
export function xmlReader(handlers: XmlHandlers): { write(chunk: string): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const localNames = new Map<string, string>();
  const local = (name: string) => {
    let found = localNames.get(name);
    if (found === undefined) localNames.set(name, (found = name.slice(name.indexOf(':') + 1)));
    return found;
  };
  let stretch = 0;
  parser.on('doctype', () => {
    throw new Error('A workbook has no DOCTYPE');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    stretch = 0;
    handlers.open(local(tag.name), tag.attributes as Attributes);
  });
  parser.on('closetag', (tag) => {
    stretch = 0;
    handlers.close?.(local(tag.name));
  });
  if (handlers.text) {
    const text = handlers.text.bind(handlers);
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return {
    write(chunk) {
      stretch += chunk.length;
      if (stretch > longestStretch) throw new Error('One element of the XML never ends');
      parser.write(chunk);
    },
    end() {
      parser.close();
    },
  };
}

/** An attribute whose prefix depends on the program that wrote the file: `r:id`, `d3p1:id`. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}
