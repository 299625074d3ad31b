// The only script of the public pages: a quicker way out. Without it the link does the same.
let presses = []

function leave() {
  document.documentElement.hidden = true
  document.title = ''
  location.replace('/leave')
}

addEventListener('keydown', ({ key, repeat, timeStamp }) => {
  if (key !== 'Shift') presses = []
  else if (!repeat) presses = [...presses.filter((at) => timeStamp - at < 1200), timeStamp]
  if (presses.length > 2) leave()
})

document.querySelector('.leave').addEventListener('click', (event) => {
  event.preventDefault()
  leave()
})

addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
