package io.recado.sandbox.whatsapp.control;

import io.recado.sandbox.whatsapp.price.Bills;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the businesses' messages cost so far. */
@RestController
class CostsApi {

    private final Bills bills;

    CostsApi(Bills bills) {
        this.bills = bills;
    }

    @GetMapping("/sandbox/api/costs")
    List<Bills.Line> costs() {
        return bills.lines();
    }
}
