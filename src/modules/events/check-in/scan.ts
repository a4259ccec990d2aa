/** Reads QR codes from a camera's picture: by the browser where it can, else by ZXing in a thread of its own (zxing-wasm, MIT), which is fetched only then. */

/** @returns the texts of all QR codes in the picture */
export type Reader = (video: HTMLVideoElement) => Promise<string[]>;

interface Detector {
  detect(image: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type Detectors = (new (options: { formats: string[] }) => Detector) & { getSupportedFormats(): Promise<string[]> };

export const browserReads = async (): Promise<boolean> => {
  const known = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  return !!known && (await known.getSupportedFormats().catch((): string[] => [])).includes('qr_code');
};

export async function codeReader(): Promise<{ read: Reader; end(): void }> {
  if (await browserReads()) {
    const detector = new (globalThis as unknown as { BarcodeDetector: Detectors }).BarcodeDetector({ formats: ['qr_code'] });
    return { read: async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue), end() {} };
  }
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  let answered: (texts: string[]) => void = () => {};
  worker.onmessage = ({ data }: MessageEvent<string[]>) => answered(data);
  worker.onerror = () => answered([]);
  return {
    read(video) {
      // A code held before a phone fills a third of the picture: 640 points across are plenty, and four times faster than all of them.
      const scale = Math.min(1, 640 / video.videoWidth);
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = context.getImageData(0, 0, canvas.width, canvas.height);
      return new Promise((resolve) => {
        answered = resolve;
        worker.postMessage(picture, [picture.data.buffer]);
      });
    },
    end: () => worker.terminate(),
  };
}
