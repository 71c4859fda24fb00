package io.recado.console.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which part of a list a page shows and in which order, as its address says: {@code ?sort=-start&page=2}, beside the page's own filters.
 * It makes the addresses of other parts, which keep the filters. The fragments {@code ui :: column} and {@code ui :: pager} show it.
 *
 * @param path the page's own
 * @param filters the address's other parameters
 * @param sort the column's name, one of those that the page allows
 * @param page from 0
 * @param size rows on a page
 * @param total how many rows there are; null when nobody counted
 * @param more whether another page follows
 */
public record Table(
        String path,
        Map<String, String> filters,
        String sort,
        boolean descending,
        int page,
        int size,
        @Nullable Long total,
        boolean more) {

    private static final int DEEPEST = 10_000;

    /**
     * What the address asks for. A sort that is not allowed, or a page that is no number, counts as not said.
     *
     * @param columns that may be sorted by
     * @param sort the usual order, such as {@code -start} for the latest first
     */
    public static Table of(HttpServletRequest request, List<String> columns, String sort, int size) {
        var asked = request.getParameter("sort");
        var by = asked != null && columns.contains(column(asked)) ? asked : sort;
        var filters = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals("sort") && !name.equals("page") && !values[0].isEmpty()) {
                filters.put(name, values[0]);
            }
        });
        return new Table(
                request.getRequestURI(),
                filters,
                column(by),
                by.startsWith("-"),
                page(request.getParameter("page")),
                size,
                null,
                false);
    }

    /** Once the rows were read: of a list that asked for one row more than {@link #size}, whether that one came. */
    public Table with(@Nullable Long total, boolean more) {
        return new Table(path, filters, sort, descending, page, size, total, more);
    }

    /** Where the page's rows begin, from 0. */
    public long offset() {
        return (long) page * size;
    }

    /** How many to read so that {@link #more} is known. */
    public int limit() {
        return size + 1;
    }

    /** The page's rows and this table knowing whether more follow, from up to {@link #limit} rows. */
    public <T> List<T> cut(List<T> rows) {
        return rows.size() > size ? rows.subList(0, size) : rows;
    }

    /** The address that sorts by a column; by the one that it is sorted by already, the other way round. */
    public String sortedBy(String column) {
        return address((column.equals(sort) && !descending ? "-" : "") + column, 0);
    }

    /** {@code ascending}, {@code descending} or {@code none}, as {@code aria-sort} has it. */
    public String direction(String column) {
        return !column.equals(sort) ? "none" : descending ? "descending" : "ascending";
    }

    public @Nullable String previous() {
        return page == 0 ? null : address(order(), page - 1);
    }

    public @Nullable String next() {
        return more ? address(order(), page + 1) : null;
    }

    private String order() {
        return (descending ? "-" : "") + sort;
    }

    private String address(String order, int number) {
        var builder = UriComponentsBuilder.fromPath(path);
        filters.forEach((name, value) -> builder.queryParam(name, "{" + name + "}"));
        builder.queryParam("sort", order);
        if (number > 0) {
            builder.queryParam("page", number);
        }
        return builder.encode().buildAndExpand(filters).toUriString();
    }

    private static String column(String order) {
        return order.startsWith("-") ? order.substring(1) : order;
    }

    private static int page(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,5}")) {
            return 0;
        }
        return Math.min(Integer.parseInt(text), DEEPEST);
    }
}
