//! A mail server that speaks enough SMTP, takes mails, and behaves as it is told to.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What it does with a mail.
#[derive(Clone)]
pub(crate) enum Reaction {
    /// Takes it.
    Take,
    /// Answers so to the receiver's address, before it has seen the mail.
    RefuseReceiver(u16),
    /// Answers so to the mail.
    RefuseMail(u16),
    /// Takes it, does this, and hangs up without having answered.
    HangUpAfter(Arc<dyn Fn() + Send + Sync>),
    /// Does this, and then answers so to the mail.
    AnswerAfter(Arc<dyn Fn() + Send + Sync>, u16),
}

/// A mail that it has taken.
#[derive(Debug, Clone)]
pub(crate) struct TakenMail {
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) content: String,
}

/// Decides by the address and by how often it was named before, from 1.
type React = dyn Fn(&str, usize) -> Reaction + Send + Sync;

/// The server; it goes on until the process ends.
pub(crate) struct SmtpServer {
    /// Where mails go, as it is configured.
    pub(crate) place: String,
    taken: Arc<Mutex<Vec<TakenMail>>>,
}

impl SmtpServer {
    /// Starts it.
    pub(crate) fn start(react: impl Fn(&str, usize) -> Reaction + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = format!("smtp://{}", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::new(Vec::new()));
        let (react, named, taking): (Arc<React>, _, _) = (Arc::new(react), Arc::new(Mutex::new(HashMap::new())), Arc::clone(&taken));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let conversation = Conversation { react: Arc::clone(&react), named: Arc::clone(&named), taken: Arc::clone(&taking) };
                std::thread::spawn(move || drop(conversation.hold(stream)));
            }
        });
        Self { place, taken }
    }

    /// What it has taken, also where it did not say so.
    pub(crate) fn taken(&self) -> Vec<TakenMail> {
        locked(&self.taken).clone()
    }
}

struct Conversation {
    react: Arc<React>,
    named: Arc<Mutex<HashMap<String, usize>>>,
    taken: Arc<Mutex<Vec<TakenMail>>>,
}

impl Conversation {
    fn hold(self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let (mut to, mut reaction) = (String::new(), Reaction::Take);
        stream.write_all(b"220 mail.demo.example\r\n")?;
        while let Some(line) = lines.next().transpose()? {
            let answer = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
                "RCPT" => {
                    line.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                    reaction = (self.react)(&to, self.count(&to));
                    if let Reaction::RefuseReceiver(code) = reaction { format!("{code} not here") } else { "250 fine".to_owned() }
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n")?;
                    let mut content = Vec::new();
                    loop {
                        // Without the line that ends it nothing was handed over: who sent it was killed on the way.
                        let Some(Ok(line)) = lines.next() else { return Ok(()) };
                        if line == "." {
                            break;
                        }
                        content.push(line);
                    }
                    let Some(answer) = self.take(&to, &content.join("\n"), &reaction) else { return Ok(()) };
                    answer
                }
                "QUIT" => return stream.write_all(b"221 bye\r\n"),
                _ => "250 fine".to_owned(),
            };
            stream.write_all(format!("{answer}\r\n").as_bytes())?;
        }
        Ok(())
    }

    /// How often this address was named by now.
    fn count(&self, to: &str) -> usize {
        let mut named = locked(&self.named);
        let count = named.entry(to.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// The answer to a mail; none where it hangs up.
    fn take(&self, to: &str, content: &str, reaction: &Reaction) -> Option<String> {
        let keep = || {
            let message_id = content.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_owned();
            locked(&self.taken).push(TakenMail { to: to.to_owned(), message_id, content: content.to_owned() });
        };
        match reaction {
            Reaction::RefuseMail(code) => Some(format!("{code} not so")),
            Reaction::HangUpAfter(act) => {
                keep();
                act();
                None
            }
            Reaction::AnswerAfter(act, code) => {
                act();
                Some(format!("{code} after a while"))
            }
            Reaction::Take | Reaction::RefuseReceiver(_) => {
                keep();
                Some("250 taken".to_owned())
            }
        }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
