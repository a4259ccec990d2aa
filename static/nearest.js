// Puts what was found in order of distance from this device. The position is used here and sent nowhere: all places come, and the device chooses.
(() => {
  const box = document.querySelector('[data-nearest]');
  if (!box || !navigator.geolocation) return;
  box.hidden = false;
  const { points, list, locale, waiting, done, refused, few, most, about } = box.dataset;
  const button = box.querySelector('button');
  const status = box.querySelector('[role=status]');
  const radians = (degrees) => (degrees * Math.PI) / 180;
  // On a sphere of 6,371 km (haversine).
  const kilometres = (a, b) => {
    const h = Math.sin(radians(b[0] - a[0]) / 2) ** 2 + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * Math.sin(radians(b[1] - a[1]) / 2) ** 2;
    return 2 * 6371 * Math.asin(Math.sqrt(h));
  };
  const written = (far) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilometer', maximumFractionDigits: far < 10 ? 1 : 0 }).format(far);
  const item = ({ href, name, provider, where, far, about: isAbout }) => {
    const li = document.createElement('li');
    const heading = li.appendChild(document.createElement('h2'));
    const link = heading.appendChild(document.createElement('a'));
    link.href = href;
    link.textContent = name;
    const line = li.appendChild(document.createElement('p'));
    line.className = 'small';
    line.appendChild(document.createElement('strong')).textContent = isAbout ? about.replace('{}', written(Math.max(1, Math.round(far)))) : written(far);
    line.append(` · ${[provider, where].filter(Boolean).join(' · ')}`);
    return li;
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    status.textContent = waiting;
    try {
      const [here, found] = await Promise.all([
        new Promise((give, fail) => navigator.geolocation.getCurrentPosition(({ coords }) => give([coords.latitude, coords.longitude]), fail, { timeout: 15_000, maximumAge: 600_000 })),
        fetch(points).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status))))),
      ]);
      // A service with several places stands at the nearest of them.
      const near = [...new Map(found.services.map((one) => ({ ...one, far: kilometres(here, one.at) })).sort((a, b) => b.far - a.far).map((one) => [one.href, one])).values()].sort((a, b) => a.far - b.far);
      document.getElementById(list).replaceChildren(...near.slice(0, 20).map(item));
      document.querySelector('nav.pager')?.remove();
      status.textContent = [done, near.length < found.compared && few, found.compared < found.total && most.replace('{}', found.compared)].filter(Boolean).join(' ');
    } catch {
      status.textContent = refused;
      button.disabled = false;
    }
  });
})();
