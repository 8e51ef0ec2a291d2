//! Lists as workbooks.

use actix_web::test::TestRequest;

use super::*;

const LISTS: [&str; 13] = [
    "applications",
    "invoices",
    "payments",
    "refunds",
    "orders",
    "revenue",
    "completions",
    "courses",
    "standings",
    "certificates",
    "partners",
    "proposals",
    "roles",
];

/// The list as a workbook.
async fn workbook(staff: &Client, list: Value) -> Workbook {
    let reply = staff.post("/exports?format=xlsx", list.clone()).await;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!((reply.status, reply.header("content-type"), reply.header("cache-control")), (200, media_type, "no-store"), "{}", reply.text);
    let name = list["list"].as_str().unwrap();
    assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"{name}-2026-11-22.xlsx\""));
    Workbook::read(&reply.bytes)
}

both! {
    async fn every_list_has_the_columns_and_the_rows_of_its_other_file(app) {
        let staff = app.staff("Demo Staff").await;
        let applicant = app.person("=HYPERLINK(\"http://evil.example\",\"click\")").await;
        submitted(&applicant).await;
        app.certify(app.person("Ørsted, Zoë").await.person(), "2026-11-20").await;
        app.course("Never approved", &[], "2026-11-22", None).await;
        app.record(vec![of_nobody(app.today(), 4_999)]).await;
        let buyer = app.buyer("Demo Valley").await;
        crate::orders::begun(&buyer).await;
        app.partner("Demo State Library").await.post("/partner/proposals", proposal("=Proposed")).await.ok();
        for list in LISTS {
            let book = workbook(&staff, json!({"list": list})).await;
            let file = lines(&staff, json!({"list": list})).await;
            assert_eq!((book.sheet.as_str(), book.head.join(","), book.rows.len()), (list, file[0].clone(), file.len() - 1), "{list}");
            for (row, line) in book.rows.iter().zip(&file[1..]) {
                // What in the other file is kept from being a formula is itself here.
                let cells: Vec<String> = fields(line).into_iter().map(|cell| cell.strip_prefix('\'').map(str::to_owned).unwrap_or(cell)).collect();
                assert_eq!(row.iter().map(plain).collect::<Vec<_>>(), cells, "{list}");
            }
        }
    }

    async fn days_are_days_amounts_are_numbers_and_texts_are_texts(app) {
        let staff = app.staff("Demo Staff").await;
        let formula = "=HYPERLINK(\"http://evil.example\",\"click\")";
        let applicant = app.person(formula).await;
        let application = submitted(&applicant).await;
        let book = workbook(&staff, json!({"list": "invoices", "person": applicant.person()})).await;
        assert_eq!(book.rows.len(), 1);
        assert_eq!(book.cell(0, "invoice"), &written(application["invoice_id"].as_str().unwrap()));
        assert_eq!(book.cell(0, "name"), &written(formula));
        // 22 November 2026.
        assert_eq!(book.cell(0, "issued_on"), &Written::Day(46_348));
        assert_eq!([book.cell(0, "total_dollars"), book.cell(0, "paid_dollars")], [&Written::Money(350.0), &Written::Money(0.0)]);
        assert_eq!(book.cell(0, "number"), &written("2026-00001"));
        let applications = workbook(&staff, json!({"list": "applications"})).await;
        assert_eq!(applications.cell(0, "decided_on"), &Written::Nothing);
        assert_eq!(workbook(&staff, json!({"list": "certificates"})).await.rows, Vec::<Vec<Written>>::new());
        app.partner("Demo State Library").await;
        assert_eq!(workbook(&staff, json!({"list": "partners"})).await.cell(0, "courses"), &Written::Number(0.0));
    }

    async fn a_sheet_says_nothing_of_who_made_it(app) {
        let staff = app.staff("Demo Staff").await;
        let book = workbook(&staff, json!({"list": "partners"})).await;
        for part in ["docProps/core.xml", "docProps/app.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
            for who in ["Demo Staff", &staff.email, &staff.person().to_string()] {
                assert!(!book.part(part).contains(who), "{part}");
            }
        }
        let core = book.part("docProps/core.xml");
        assert!(core.contains("<dc:creator></dc:creator>") && core.contains("2026-11-22T18:00:00Z"), "{core}");
        let sheet = book.part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:F1\"/>"), "{sheet}");
    }

    async fn a_long_list_is_whole_and_in_its_order(app) {
        let staff = app.staff("Demo Staff").await;
        let money = (1..=10_200).map(|cents| of_nobody(app.today(), cents)).collect();
        app.record(money).await;
        let book = workbook(&staff, json!({"list": "payments"})).await;
        let column = book.head.iter().position(|title| title == "amount_dollars").unwrap();
        let amounts: Vec<Written> = book.rows.iter().map(|row| row[column].clone()).collect();
        let expected: Vec<Written> = (1..=10_200_u32).map(|cents| Written::Money(f64::from(cents) / 100.0)).collect();
        assert!(amounts == expected, "{} rows", amounts.len());
        assert!(book.part("xl/worksheets/sheet1.xml").contains("<autoFilter ref=\"A1:Q10201\"/>"));
    }

    async fn who_took_it_in_which_format_is_an_act(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        workbook(&staff, json!({"list": "applications", "state": "refused"})).await;
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 0, 0));
        let reason: String = app
            .read(|conn| acts::table.inner_join(notes::table).filter(acts::operation.eq("export_list")).select(notes::body).first(conn).unwrap())
            .await;
        assert_eq!(reason, r#"{"list":"applications","state":"refused","person":null,"format":"xlsx"}"#);
    }

    async fn what_fails_on_the_way_is_a_problem(app) {
        let staff = app.staff("Demo Staff").await;
        let money = (1..=250).map(|cents| of_nobody(app.today(), cents)).collect();
        app.record(money).await;
        // On the second page is one that cannot be read.
        add_an_unreadable_payment(&app).await;
        let token = format!("Bearer {}", staff.token.as_deref().unwrap());
        let request = TestRequest::post().uri("/api/v1/exports?format=xlsx").insert_header(("Authorization", token));
        // A defect of ours, which no operation promises: asked beside the client that holds answers against the document.
        let response = app.call(request.set_json(json!({"list": "payments"})).to_request()).await;
        let media_type = response.headers().get("content-type").unwrap().to_str().unwrap().to_owned();
        assert_eq!((response.status().as_u16(), media_type.as_str()), (500, "application/problem+json"));
        let body: Value = serde_json::from_slice(&actix_web::body::to_bytes(response.into_body()).await.unwrap()).unwrap();
        assert_eq!(body["code"], "defect");
    }
}

/// The fields of a line of comma-separated values.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => fields.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            letter => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

/// What the other file says of the same cell.
fn plain(cell: &Written) -> String {
    match cell {
        Written::Nothing => String::new(),
        Written::Text(text) => text.clone(),
        Written::Day(days) => date("1900-03-01").days_later(days - 61).to_string(),
        Written::Money(dollars) => format!("{dollars:.2}"),
        Written::Number(number) => number.to_string(),
    }
}
