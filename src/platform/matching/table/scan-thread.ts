/** A thread that does its part of the scan and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { scan, type ScanWork } from './scan.ts';

const { a, b, candidates } = scan(workerData as ScanWork);
parentPort!.postMessage({ a, b, candidates }, [a.buffer as ArrayBuffer, b.buffer as ArrayBuffer]);
