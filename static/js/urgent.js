// Words of danger in a form show whom to call, while somebody types. Nothing typed leaves the
// device: the words come from this very host, and are looked for here. The server looks again.

{
  const SOUNDED = 5; // shorter words are not guessed at
  const MOST = 400; // words of one field that are looked at

  const watch = document.querySelector("[data-urgent-watch]");
  const form = watch?.closest("form");
  const band = document.querySelector("template[data-urgent-band]");
  const isText = (node) =>
    node.matches("textarea, input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=email]");
  const gathering = form && watch.dataset.urgentWatch
    ? fetch(watch.dataset.urgentWatch, { credentials: "omit" })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((list) => list && ready(list))
      .catch(() => null)
    : null;

  const ready = ({ danger, calm, letters, articles, sounds }) => {
    const rules = sounds.map(([pattern, by]) => [new RegExp(pattern, "g"), by]);
    const sound = (word) => rules.reduce((left, [pattern, by]) => left.replace(pattern, by), word);
    const heard = (signs) => signs.map((sign) => sign.map(([word, ending, gap]) =>
      ({ word, ending, gap, sound: word.length >= SOUNDED ? sound(word) : null })));
    return { danger: heard(danger), calm: heard(calm), letters, articles, sound };
  };

  // As search.dutch.folding does it.
  const fold = (word, { letters, articles }) => {
    const bare = [...word.toLowerCase().replace(/['’‘ʼ`]/gu, "")]
      .map((letter) => letters[letter] ?? letter).join("").normalize("NFKD").replace(/\p{M}/gu, "");
    const article = /^[ء-ي]/u.test(bare)
      && articles.find((one) => bare.startsWith(one) && bare.length - one.length >= 3);
    return article ? bare.slice(article.length) : bare;
  };

  const is = (word, part, list, guess) => word === part.word
    || (part.ending && word.startsWith(part.word))
    || (guess && part.sound && word && list.sound(word) === part.sound);

  const ends = (words, at, sign, number, list, guess) => {
    if (number === sign.length) return at;
    for (let step = 0; step <= (number ? sign[number].gap : 0); step += 1) {
      const here = at + step;
      if (here < words.length && is(words[here], sign[number], list, guess)) {
        const end = ends(words, here + 1, sign, number + 1, list, guess);
        if (end) return end;
      }
    }
    return 0;
  };

  const shows = (text, list) => {
    const found = text.match(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu) ?? [];
    const words = found.map((word) => fold(word, list)).filter(Boolean).slice(0, MOST);
    for (const sign of list.calm) {
      words.forEach((_word, start) => {
        const end = ends(words, start, sign, 0, list, false);
        if (end) words.fill("", start, end);
      });
    }
    const pairs = words.slice(1).map((word, at) => (word && words[at] ? words[at] + word : ""));
    return [words, pairs].some((row) => list.danger.some((sign) =>
      row.some((_word, start) => ends(row, start, sign, 0, list, true))));
  };

  const look = async (field) => {
    const list = await gathering;
    // A number that is still being typed may look like 112.
    const isNumber = field.type === "tel" && !/\p{L}/u.test(field.value);
    if (!list || isNumber || watch.childElementCount || !shows(field.value, list)) return;
    // The alert is there before it has words: only then is it read aloud.
    (field.closest(".field") ?? field).after(watch);
    requestAnimationFrame(() => {
      if (!watch.childElementCount) watch.append(band.content.cloneNode(true));
    });
  };

  form?.addEventListener("input", (event) => {
    if (isText(event.target)) look(event.target);
  });
  // What the browser kept from before is looked at as well.
  for (const field of form?.elements ?? []) if (isText(field) && field.value) look(field);
  if (watch?.hasAttribute("autofocus")) watch.focus();
}
