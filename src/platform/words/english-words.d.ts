declare module 'virtual:english-words' {
  export const sentences: readonly ((inputs: object) => string)[]
}
