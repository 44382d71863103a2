#!/usr/bin/env node
import { startSimulator } from './start.ts';
const simulator = await startSimulator({ port: Number(process.argv[3] ?? 8080) });
console.log(simulator.url);
