declare module 'virtual:english-words' {
  export const sentences: readonly ((inputs: object) => string)[]
  export const places: Readonly<Record<string, number>>
  export const codes: Readonly<Record<string, Readonly<Record<string, { label: string; hint?: string }>>>>
}
