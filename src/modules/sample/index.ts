export { type Loading, loadSample } from './load/load-sample.ts'
