/*
 * A button `[data-copy]` copies that text and says in its `data-done` that it did. Without this script, and where a browser lets no page copy (plain http), it stays hidden: the text beside it is marked by one click.
 */
if (navigator.clipboard)
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.nextElementSibling.textContent = button.dataset.done;
    });
  }
