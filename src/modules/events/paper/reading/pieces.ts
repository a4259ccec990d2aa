/** A piece of dark pixels that hang together, also over corners. Right and bottom are not included. */
export interface Piece {
  area: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Centre of gravity. */
  x: number;
  y: number;
}

/** All pieces of a mask, and for each pixel the number of its piece (1 and up; 0 where it is not dark). */
export function piecesOf(mask: Uint8Array, width: number, height: number): { pieces: Piece[]; labels: Int32Array } {
  const labels = new Int32Array(width * height);
  const parent: number[] = [0];
  const root = (label: number): number => {
    while (parent[label] !== label) {
      parent[label] = parent[parent[label]!]!;
      label = parent[label]!;
    }
    return label;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (!mask[at]) continue;
      const left = x ? labels[at - 1]! : 0;
      const above = y ? labels[at - width]! : 0;
      // What is above is joined with its neighbours already; without it both corners matter.
      const aboveLeft = !above && y && x ? labels[at - width - 1]! : 0;
      const aboveRight = !above && y && x + 1 < width ? labels[at - width + 1]! : 0;
      let label = above || aboveLeft || left || aboveRight;
      if (!label) {
        label = parent.length;
        parent.push(label);
      } else {
        if (left && left !== label) label = join(label, left);
        if (aboveRight && aboveRight !== label) label = join(label, aboveRight);
      }
      labels[at] = label;
    }
  }
  function join(one: number, other: number): number {
    const [a, b] = [root(one), root(other)];
    if (a < b) parent[b] = a;
    else parent[a] = b;
    return Math.min(a, b);
  }
  const numbers = new Int32Array(parent.length);
  const pieces: Piece[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (!labels[at]) continue;
      const top = root(labels[at]!);
      if (!numbers[top]) {
        pieces.push({ area: 0, left: x, top: y, right: x + 1, bottom: y + 1, x: 0, y: 0 });
        numbers[top] = pieces.length;
      }
      const piece = pieces[numbers[top]! - 1]!;
      labels[at] = numbers[top]!;
      piece.area++;
      piece.x += x;
      piece.y += y;
      if (x < piece.left) piece.left = x;
      if (x >= piece.right) piece.right = x + 1;
      if (y >= piece.bottom) piece.bottom = y + 1;
    }
  }
  for (const piece of pieces) {
    // The centre of a pixel lies half a pixel from its corner.
    piece.x = piece.x / piece.area + 0.5;
    piece.y = piece.y / piece.area + 0.5;
  }
  return { pieces, labels };
}
