// Asks our server, and takes no answer from anybody else: in trains, hotels and schools the network itself may answer
// in its place, with a page to sign in. What that says is never shown here.

const SIGN = "handzeichen"; // a header that every answer of our server has
const SMALL = "/static/favicon.svg";

// Like fetch; an answer that is not ours fails like a line that is down.
export async function ask(address, options) {
  const answer = await fetch(address, options);
  if (!answer.headers.has(SIGN)) throw new TypeError("answered by somebody else");
  return answer;
}

// Whether somebody answers, and it is neither our server nor the proxy before it saying that the server is away.
export async function isSomebodyElse() {
  const answer = await fetch(SMALL, { method: "HEAD", cache: "no-store", redirect: "manual" }).catch(() => null);
  return answer !== null && answer.status < 500 && !answer.headers.has(SIGN);
}
