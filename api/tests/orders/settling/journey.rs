use super::*;

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides).unwrap()
    }
}

/// Whatever happens to an order, the books add up, no invoice is paid beyond what it asks for, and in the end nothing is left.
async fn journey(app: &App, seed: u64) {
    let (buyer, staff) = (buyer(app).await, app.staff("Demo Staff").await);
    let mut dice = Dice(seed);
    let (mut people, mut payments) = (Vec::new(), Vec::<String>::new());
    for _ in 0..4 {
        people.push(app.person("Demo Traveller").await);
    }
    let named: Vec<(&str, u32)> = people.iter().map(|person| (&*person.email, 35_000)).collect();
    let order = order(app, &buyer, &named).await;
    for turn in 0..24 {
        let person = &people[dice.roll(4)];
        let mine = person.get("/me/applications").await.ok();
        let latest = mine["items"].as_array().unwrap().last().cloned();
        let open = latest.clone().filter(|application| ["submitted", "accepted"].contains(&application["state"].as_str().unwrap()));
        match dice.roll(9) {
            0 | 1 => drop(person.post("/applications", crate::applications::eligible()).await),
            2 => payments.push(paid(&staff, &order, &turn.to_string(), [20_000, 35_000, 70_000, 140_000][dice.roll(4)]).await),
            3 => {
                if let Some(application) = open {
                    drop(staff.post(&path(&application, "/refuse"), json!({"reason": "No."})).await);
                }
            }
            4 => {
                if let Some(application) = open {
                    drop(person.post(&path(&application, "/withdraw"), json!({})).await);
                }
            }
            5 => drop(staff.post(&order.path("/credits"), json!({"lines": [order.lines[dice.roll(4)]], "reason": "No."})).await),
            6 if !payments.is_empty() => {
                drop(staff.post(&format!("{}/reverse", payments[dice.roll(payments.len() as u64)]), json!({"reason": "No."})).await);
            }
            7 if !payments.is_empty() => {
                let payment = payments[dice.roll(payments.len() as u64)].clone();
                let all = staff.get(&payment).await.ok()["refundable_cents"].clone();
                drop(
                    staff.post(&format!("{payment}/refunds"), json!({"amount_cents": all, "check_number": turn.to_string(), "reason": "No."})).await,
                );
            }
            8 => {
                if let Some(application) = open {
                    drop(staff.post(&path(&application, "/accept"), json!({})).await);
                }
            }
            _ => drop(worked(app).await),
        }
        add_up(app).await;
        for person in &people {
            for invoice in person.get("/me/invoices").await.ok()["items"].as_array().unwrap() {
                assert!(invoice["paid_cents"].as_u64() <= invoice["total_cents"].as_u64(), "{seed} {turn}: {invoice}");
            }
        }
    }
    staff.post(&order.path("/credits"), json!({"reason": "The end."})).await;
    assert_eq!(states(app, &order).await[0], "void");
    for payment in &payments {
        let found = staff.get(payment).await.ok();
        if found["refundable_cents"] != json!(0) {
            staff
                .post(&format!("{payment}/refunds"), json!({"amount_cents": found["refundable_cents"], "check_number": "last", "reason": "The end."}))
                .await
                .ok();
        }
    }
    let books = staff.get("/books").await.ok();
    assert_eq!((&books["unallocated_cents"], &books["findings_total"]), (&json!(0), &json!(0)), "{seed}");
    add_up(app).await;
}

both! {
    async fn whatever_happens_no_cent_is_lost_or_paid_twice(app) {
        for seed in 1..=6 {
            journey(&app, seed).await;
        }
    }
}
