package io.recado.sandbox;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;

/** The links in a page's head that show the same page in another language. */
@Component("languages")
class Languages {

    /** The address of the page being shown, with all that it was asked with and another language. */
    public String link(String language) {
        UriComponents here = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("lang", language)
                .build();
        return here.getPath() + "?" + here.getQuery();
    }
}
