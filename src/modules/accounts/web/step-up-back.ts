const name = 'step-up-back'

/** The directory sends her back to one address only: where she wanted to go stays in this window, and goes nowhere else. */
export function rememberBack(): void {
  const back = new URLSearchParams(location.search).get('back')
  if (back) sessionStorage.setItem(name, back)
  else sessionStorage.removeItem(name)
}

export function rememberedBack(): string | null {
  return sessionStorage.getItem(name)
}
