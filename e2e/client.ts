import { request } from 'node:http';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Where a redirect leads, without the origin. */
  location: string | null;
}

/** A browser without a script: keeps cookies, follows nothing by itself, and says where its forms come from. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly url: string;
  readonly #host: string | null;

  /** @param host the name under which the server is reached, when it is another than the one it listens at. */
  constructor(url: string, host: string | null = null) {
    this.url = url;
    this.#host = host;
  }

  get origin(): string {
    return this.#host ? `http://${this.#host}` : this.url;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** Sends a form as a page of this very site would. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, new URLSearchParams(fields).toString(), { origin: this.origin, 'content-type': 'application/x-www-form-urlencoded', ...headers });
  }

  send(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((done, fail) => {
      const sent = request(new URL(path, this.url), { method, agent: false, headers: { accept: 'text/html', ...(this.#host ? { host: this.#host } : {}), ...(cookie ? { cookie } : {}), ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => (text += part));
        response.on('end', () => {
          const answered = new Headers();
          for (let n = 0; n < response.rawHeaders.length; n += 2) answered.append(response.rawHeaders[n]!, response.rawHeaders[n + 1]!);
          for (const line of answered.getSetCookie()) this.#keep(line);
          const location = answered.get('location');
          done({ status: response.statusCode!, headers: answered, text, location: location && location.replace(this.origin, '') });
        });
      });
      sent.on('error', fail);
      sent.end(body);
    });
  }

  #keep(line: string) {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}
