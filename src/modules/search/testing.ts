export { findAnything, findInNetwork } from './find.ts'
