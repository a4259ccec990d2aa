/**
 * Minutes as people type them, with three signs that also read well without any program: "# " before a heading, "- " before a point of a list, an empty line between
 * paragraphs. Everything else is text; nothing of it is ever HTML. Pure.
 */
export type Block = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; items: string[] };

export function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  for (const raw of body.split(/\r\n?|\n/)) {
    const line = raw.trim();
    const last = blocks.at(-1);
    const [, sign, text] = /^(#{1,3}|[-*•–])\s+(.+)$/.exec(line) ?? [];
    if (!line) isOpen = false;
    else if (sign?.startsWith('#')) {
      blocks.push({ kind: 'heading', text: text! });
      isOpen = false;
    } else if (sign) {
      if (isOpen && last?.kind === 'list') last.items.push(text!);
      else blocks.push({ kind: 'list', items: [text!] });
      isOpen = true;
    } else if (isOpen && last?.kind === 'paragraph') last.text += ` ${line}`;
    else if (isOpen && last?.kind === 'list') last.items[last.items.length - 1] += ` ${line}`;
    else {
      blocks.push({ kind: 'paragraph', text: line });
      isOpen = true;
    }
  }
  return blocks;
}
