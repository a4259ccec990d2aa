/** ZXing in a thread of its own: a phone's page stays quick while a picture is read. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({ overrides: { locateFile: () => wasm } });

addEventListener('message', async ({ data }: MessageEvent<ImageData>) => {
  const found = await readBarcodes(data, { formats: ['QRCode'], tryHarder: false, maxNumberOfSymbols: 2 }).catch(() => []);
  postMessage(found.flatMap(({ isValid, text }) => (isValid ? text : [])));
});
