import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { widths } from './browser.ts';

export interface Line {
  /** Milliseconds until an answer begins to arrive. */
  latency: number;
  kbitPerSecond: number;
  /** How many times slower the processor is. */
  slower: number;
}

export interface Weight {
  /** Bytes over the line for a first visit, by kind of file, compressed as they were sent. */
  byKind: Record<string, number>;
  total: number;
  /** Script and style, also the style that came inside the page (compressed by itself). */
  scriptAndStyle: number;
  /** Milliseconds until something could be read, and until the whole page could be used (it needs no script). */
  readable: number;
  usable: number;
}

/** Opens a page for the first time, on a phone's width, over a line of the given kind. */
export async function weigh(browser: Browser, url: string, line: Line | null = null): Promise<Weight> {
  const context = await browser.newContext({ viewport: widths.phone });
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    if (line) {
      const bytes = (line.kbitPerSecond * 1000) / 8;
      await wire.send('Network.emulateNetworkConditions', { offline: false, latency: line.latency, downloadThroughput: bytes, uploadThroughput: bytes });
      await wire.send('Emulation.setCPUThrottlingRate', { rate: line.slower });
    }
    const kinds = new Map<string, string>();
    const byKind: Record<string, number> = {};
    wire.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? 'Other';
      byKind[kind] = (byKind[kind] ?? 0) + encodedDataLength;
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    const style = await page.evaluate<string>('[...document.querySelectorAll("style")].map((style) => style.textContent).join("")');
    const [readable, usable] = await page.evaluate<[number, number]>('[performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd]');
    return {
      byKind,
      total: Object.values(byKind).reduce((sum, bytes) => sum + bytes, 0),
      scriptAndStyle: (byKind.Script ?? 0) + (byKind.Stylesheet ?? 0) + brotliCompressSync(style).length,
      readable: Math.round(readable),
      usable: Math.round(Math.max(readable, usable)),
    };
  } finally {
    await context.close();
  }
}
