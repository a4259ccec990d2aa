/*
 * Keeps the code on the wall fresh: shortly after each minute the page is asked for again and the part `[data-wall]` is exchanged. The attribute says in how many
 * seconds the code changes. Where the network is gone for a moment, it asks again soon; the old code is accepted for a minute more.
 * The head of the answer is left out: its styles carry a nonce of their own, which the policy of this page refuses even in a document nobody sees.
 */
const again = async () => {
  let seconds = 5;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
    const fresh = answer.ok && new DOMParser().parseFromString((await answer.text()).replace(/<head[\s\S]*?<\/head>/, ''), 'text/html').querySelector('[data-wall]');
    if (fresh) {
      document.querySelector('[data-wall]').replaceWith(fresh);
      seconds = Number(fresh.dataset.wall) + 0.3;
    }
  } catch {
    // No network: asked again in five seconds.
  }
  setTimeout(again, seconds * 1000);
};
const wall = document.querySelector('[data-wall]');
if (wall) setTimeout(again, (Number(wall.dataset.wall) + 0.3) * 1000);
